// React 19 draws without `React` in scope. A tsconfig.json with "jsx": "react-jsx" says the same.
export default { esbuild: { jsx: 'automatic' } }
