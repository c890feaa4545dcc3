"""All work on files and folders: what fails names its path, and every operation can be made to fail by a test."""
