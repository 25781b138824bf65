"""Pictures that the server draws from the database: a map, figures over time, a timeline, a network, outlets by day."""
