"""Archives: everything that people gave and did here, in files that another program can read; and the way back in."""
