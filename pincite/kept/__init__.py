"""What a build remembers for the next one, and for its own later steps: cards read, texts converted, pages made."""
