"""Intelligence: suggests language, sentiment, look-alikes and themes; never publishes by itself."""
