/**
 * The sign of the product: a thread-bound file, ink on paper, with a cinnabar seal.
 *
 * Shape: an SVG document of 32 × 32 units, readable at 16 pixels.
 */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect x="4" y="2" width="24" height="28" rx="2" fill="#1d3f63"/>
<path d="M10 2v28M4 7h6M4 13h6M4 19h6M4 25h6" fill="none" stroke="#efe6d2" stroke-width="1.6"/>
<rect x="14" y="6" width="9" height="13" rx="1" fill="#efe6d2"/>
<path d="M16.5 9.5h4M16.5 12.5h4M16.5 15.5h4" stroke="#1d3f63" stroke-width="1.4"/>
<rect x="18.5" y="21.5" width="6" height="6" rx="1" fill="#b3261e"/>
</svg>
`;
