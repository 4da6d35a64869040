"""The two halves of the flow: listings to article links, article pages to articles."""
