"""The processes of a running installation: started together, kept running, stopped in the right order, never orphaned."""
