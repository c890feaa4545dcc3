"""From files to records: what is read from disk, as text with a digest, and YAML as nodes that know their place."""
