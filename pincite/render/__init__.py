"""From a page to its bytes: templates, Markdown, assets. Nothing here reads the content or writes a file."""
