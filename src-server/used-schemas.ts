/** Leaves out of an OpenAPI document the schemas that nothing refers to: the generator writes each one twice, for input and output. */

interface Described {
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

export function withUsedSchemasOnly<Document extends object>(document: Document): Document {
  const { components, ...rest }: Described = document;
  const schemas = components?.schemas ?? {};
  const used = new Set<string>();
  const queue = [...referencesIn(rest)];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    queue.push(...referencesIn(schemas[name]));
  }
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return { ...document, components: { ...components, schemas: Object.fromEntries(kept) } };
}

function referencesIn(value: unknown): string[] {
  const text = JSON.stringify(value) ?? '';
  return Array.from(text.matchAll(/"#\/components\/schemas\/([^"]+)"/g), (match) => match[1] ?? '');
}
