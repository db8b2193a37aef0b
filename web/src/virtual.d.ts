declare module 'virtual:problem-texts' {
  export const texts: Readonly<Record<string, { readonly vi: string; readonly en: string }>>;
}

declare module 'virtual:survey-texts' {
  export const texts: Readonly<Record<string, { readonly vi: string; readonly en: string }>>; // by rule
}
