"""The preview: the site as it would be built, served from memory, told to browsers as soon as a file is saved."""
