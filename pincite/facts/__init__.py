"""Pure views of a site: what pages show, worked out from the checked records and nothing else."""
