"""One file a verb: reads its arguments, calls the pipeline, prints, and gives the exit status."""
