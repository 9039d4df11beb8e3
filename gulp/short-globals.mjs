// What the script tag's build calls by a short name: it is used often, and needs no `this`. Not written as it is
// called elsewhere, or it would be replaced by itself.
export const { assign } = Object
