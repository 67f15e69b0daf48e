"""All plans of an organisation on one page: each as a summary, then added up, counted and written about."""
