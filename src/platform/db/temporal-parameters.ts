import {
  OperationNodeTransformer,
  type KyselyPlugin,
  type PrimitiveValueListNode,
  type ValueNode,
} from 'kysely';

const asParameter = (value: unknown): unknown => {
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate) return value.toString();
  return Array.isArray(value) &&
    value.some((item) => item instanceof Temporal.Instant || item instanceof Temporal.PlainDate)
    ? value.map(asParameter)
    : value;
};

class TemporalTransformer extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return { ...super.transformValue(node), value: asParameter(node.value) };
  }

  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    return { ...super.transformPrimitiveValueList(node), values: node.values.map(asParameter) };
  }
}

const transformer = new TemporalTransformer();

/** Dates and instants as parameters: the driver would write them as JSON strings, with quotes. */
export const temporalParameters: KyselyPlugin = {
  transformQuery: ({ node }) => transformer.transformNode(node),
  transformResult: ({ result }) => Promise.resolve(result),
};
