// A JSON value against a schema of docs/api/openapi.yaml: the keywords that document uses, and one rule more than JSON
// Schema has: a member that the document does not name is a fault, so that the document cannot fall behind the program.
const typeOf = (value) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
};

export class Schemas {
  constructor(document) {
    this.document = document;
  }

  resolve(schema) {
    if (!schema.$ref) return schema;
    const parts = schema.$ref.replace(/^#\//, '').split('/');
    const found = parts.reduce((node, part) => node?.[part.replace(/~1/g, '/').replace(/~0/g, '~')], this.document);
    if (!found) throw new Error(`${schema.$ref} leads nowhere`);
    return this.resolve(found);
  }

  // Every member that the schema names, through $ref and allOf; nothing when it names none.
  members(schema) {
    const whole = this.resolve(schema);
    const lists = [whole.properties, ...(whole.allOf ?? []).map((part) => this.members(part))].filter(Boolean);
    return lists.length === 0 ? undefined : Object.assign({}, ...lists);
  }

  // "$.units[0].name: expected string, found integer" for everything that does not fit.
  faults(schema, value, at = '$', isPart = false) {
    const whole = this.resolve(schema);
    const found = [...this.plainFaults(whole, value, at)];
    if (found.length > 0) return found;
    for (const part of whole.allOf ?? []) found.push(...this.faults(part, value, at, true));
    if (whole.oneOf) {
      const fitting = whole.oneOf.filter((choice) => this.faults(choice, value, at).length === 0);
      if (fitting.length !== 1) found.push(`${at}: fits ${fitting.length} of ${whole.oneOf.length} choices`);
    }
    if (typeOf(value) === 'array' && whole.items)
      value.forEach((item, index) => found.push(...this.faults(whole.items, item, `${at}[${index}]`)));
    if (typeOf(value) === 'object') found.push(...this.objectFaults(whole, value, at, isPart));
    return found;
  }

  *plainFaults(schema, value, at) {
    const types = schema.type === undefined ? [] : [schema.type].flat();
    const type = typeOf(value);
    if (types.length > 0 && !types.includes(type) && !(type === 'integer' && types.includes('number')))
      yield `${at}: expected ${types.join(' or ')}, found ${JSON.stringify(value)?.slice(0, 80)}`;
    if (schema.const !== undefined && schema.const !== value) yield `${at}: expected ${schema.const}, found ${value}`;
    if (schema.enum && !schema.enum.includes(value)) yield `${at}: ${JSON.stringify(value)} is none of ${schema.enum}`;
    if (type === 'string' && schema.pattern && !new RegExp(schema.pattern, 'u').test(value))
      yield `${at}: ${JSON.stringify(value)} does not fit ${schema.pattern}`;
    if (type === 'integer' && schema.minimum !== undefined && value < schema.minimum)
      yield `${at}: ${value} is below ${schema.minimum}`;
    if (type === 'array' && schema.maxItems !== undefined && value.length > schema.maxItems)
      yield `${at}: ${value.length} items, at most ${schema.maxItems}`;
  }

  objectFaults(schema, value, at, isPart) {
    const found = [];
    for (const name of schema.required ?? []) if (!(name in value)) found.push(`${at}.${name}: missing`);
    for (const [name, inner] of Object.entries(schema.properties ?? {}))
      if (name in value) found.push(...this.faults(inner, value[name], `${at}.${name}`));
    const named = isPart ? undefined : this.members(schema);
    if (named)
      for (const name of Object.keys(value)) if (!(name in named)) found.push(`${at}.${name}: not in the document`);
    return found;
  }
}
