//! JSON Schema 2020-12 for a petition, from the declarations that also validate case files.
