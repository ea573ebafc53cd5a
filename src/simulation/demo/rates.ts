// What calls cost in the demonstration: invented prices of a plausible size. Prefixes are those of the numbering plans.
export const demoRates = `prefix,destination,per_minute,increment,connection_fee
1,USA and Canada,0.0100,60,0.00
1809,Dominican Republic,0.1500,60,0.00
31,Netherlands,0.0150,60,0.00
316,"Netherlands, mobile",0.0600,60,0.00
33,France,0.0120,60,0.00
336,"France, mobile",0.0450,60,0.00
337,"France, mobile",0.0450,60,0.00
34,Spain,0.0100,60,0.00
346,"Spain, mobile",0.0400,60,0.00
347,"Spain, mobile",0.0400,60,0.00
39,Italy,0.0120,60,0.00
393,"Italy, mobile",0.0500,60,0.00
39899,"Italy, premium",closed,60,0.00
44,United Kingdom,0.0100,60,0.00
447,"United Kingdom, mobile",0.0350,60,0.00
449,"United Kingdom, premium",closed,60,0.00
49,Germany,0.0110,60,0.00
491,"Germany, mobile",0.0480,60,0.00
52,Mexico,0.0200,60,0.00
54,Argentina,0.0300,60,0.00
55,Brazil,0.0300,60,0.00
61,Australia,0.0200,60,0.00
881,Satellites,closed,60,0.00
882,Satellites,closed,60,0.00
`;
