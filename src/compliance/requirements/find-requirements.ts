import type { Applicant, Requirements } from './requirement.ts';
import { otherRequirements, requirementRows } from './requirements-data.ts';

/** What a person or a company hands in for a number of this kind in this country. @source POLICY.md R2 */
export const requirementsFor = (country: string, kind: string, applicant: Applicant): Requirements => {
  const found = requirementRows.find(
    (row) =>
      row.country === country &&
      row.applicant === applicant &&
      (row.kinds.length === 0 || row.kinds.includes(kind)),
  );
  const { identity, address, documents, retentionDays } = found ?? otherRequirements[applicant];
  return { country, kind, applicant, identity, address, documents, retentionDays };
};
