# Errors, in the language of whoever sees the page.
