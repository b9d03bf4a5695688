package dev.servlette.applications;

/** How the debug page looks. The hash lets a browser apply this style, and no other. */
final class DebugStyle {
    static final String CSS = """
            :root {
              color-scheme: light dark;
              --page: #f6f7f9; --card: #ffffff; --text: #1c2330; --dim: #667085; --line: #dfe3ea;
              --accent: #c2293f; --mark: #fdebec; --link: #175cd3;
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --page: #12151b; --card: #1a1f28; --text: #e4e8ef; --dim: #8f9bad; --line: #2d3542;
                --accent: #ff7b86; --mark: #43232b; --link: #84b6ff;
              }
            }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
            code, pre, dt, dd, .place, .message { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 13px; }
            header, main, footer { max-width: 1080px; margin: 0 auto; padding: 0 24px; }
            header { padding-top: 28px; }
            h1 { margin: 10px 0 6px; color: var(--accent); font-size: 28px; line-height: 1.2; overflow-wrap: anywhere; }
            h1 .dim, h2 .dim { font-weight: 400; }
            h1 .dim { font-size: 18px; }
            h2 { margin: 0 0 10px; font-size: 17px; overflow-wrap: anywhere; }
            section { margin: 28px 0; }
            a { color: var(--link); }
            .dim, .place, .peek, .more, footer, dt { color: var(--dim); }
            .asked { margin: 0; font-size: 14px; overflow-wrap: anywhere; }
            .message { margin: 0 0 12px; font-size: 15px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 16em; overflow: auto; }
            .chain { margin: 14px 0 0; padding: 0; list-style: none; border-left: 3px solid var(--accent); }
            .chain li { padding: 2px 12px; overflow-wrap: anywhere; }
            .frame, .folded, dl, pre.all { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
            .frame, .folded { margin: 8px 0; overflow: hidden; }
            .folded { background: none; border-style: dashed; color: var(--dim); }
            summary, div.frame { padding: 8px 14px; cursor: pointer; font-size: 13px; overflow-wrap: anywhere; }
            div.frame { padding-left: 32px; cursor: default; }
            .place { float: right; margin-left: 14px; }
            .peek { display: block; margin: 2px 0 0 17px; }
            details[open] .peek { display: none; }
            .more { margin: 8px 14px; font-size: 13px; }
            .folded summary { padding: 4px 14px; font-size: 13px; }
            .folded ol { margin: 0; padding: 0 14px 8px 32px; list-style: none; }
            pre { margin: 0; padding: 8px 0; border-top: 1px solid var(--line); overflow-x: auto; tab-size: 4; }
            pre span, pre mark { display: block; width: max-content; min-width: 100%; padding-right: 14px; background: none; color: inherit; }
            pre mark { background: var(--mark); box-shadow: inset 3px 0 var(--accent); }
            pre i { display: inline-block; width: 56px; padding-right: 16px; color: var(--dim); font-style: normal; text-align: right; user-select: none; }
            pre.all { padding: 14px; white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; }
            dl { margin: 0; overflow: hidden; }
            dl div { display: grid; grid-template-columns: 220px 1fr; gap: 14px; padding: 6px 14px; border-top: 1px solid var(--line); }
            dl div:first-child { border-top: 0; }
            dt, dd { margin: 0; overflow-wrap: anywhere; }
            footer { padding-bottom: 40px; font-size: 13px; }
            @media (max-width: 640px) { dl div { grid-template-columns: 1fr; gap: 0; } .place { float: none; display: block; margin: 0 0 0 17px; } }
            """;

    /** SHA-256 of the style, as Content-Security-Policy writes it; a test says what it must be. */
    static final String HASH = "sha256-xbym1j7npKwtMm5gWCTyMd+uulVJnUlKXoV6m6lffUw=";

    private DebugStyle() {}
}
