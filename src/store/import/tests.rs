//! Reading files for import: folders, archives, bombs.
