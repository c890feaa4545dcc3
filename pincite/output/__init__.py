"""The finished files: inspected before they are written, and put in the output folder whole or not at all."""
