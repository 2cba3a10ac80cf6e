/** The page's icon: a reading that rises out of its ring. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<circle cx="16" cy="16" r="12.5" fill="none" stroke="#e0551c" stroke-width="3" opacity=".35"/>
<path d="M16 3.5a12.5 12.5 0 0 1 12.5 12.5" fill="none" stroke="#e0551c" stroke-width="3" stroke-linecap="round"/>
<circle cx="16" cy="16" r="5" fill="#e0551c"/>
</svg>
`;
