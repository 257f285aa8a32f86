import type { Plugin } from 'vite';

/**
 * What the built page may load: its own files and nothing else. `blob:` and `data:` pictures are needed to turn the
 * stage into a PNG. Inline styles set by script (`element.style`) are not affected by `style-src`.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Puts the policy into the built page as its first tag after the charset. The dev server needs inline scripts and goes without. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const inline = /<script(?![^>]*\ssrc=)[^>]*>|\son\w+=|<style|\sstyle=/i.exec(html);
        if (inline) throw new Error(`the page must not hold inline script or style: ${inline[0]}`);
        const charset = '<meta charset="utf-8" />';
        if (!html.includes(charset)) throw new Error(`index.html must hold ${charset}`);
        const meta = `<meta http-equiv="Content-Security-Policy" content="${POLICY}" />`;
        return html.replace(charset, `${charset}\n    ${meta}`);
      },
    },
  };
}
