/** `osrm-text-instructions` 0.15 comes without types; only what is used here. */
declare module 'osrm-text-instructions' {
  interface CompileOptions {
    readonly classes?: readonly string[];
    readonly legIndex?: number;
    readonly legCount?: number;
    readonly waypointName?: string;
    readonly formatToken?: (token: string, value: string) => string;
  }
  interface Compiler {
    /** @throws when a manoeuvre lacks its type or modifier, or a bearing is outside 0..360 */
    compile(language: string, step: unknown, options?: CompileOptions): string;
  }
  export default function osrmTextInstructions(version: 'v5'): Compiler;
}
