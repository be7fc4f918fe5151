# Pages of the reporter: filing, the tracking number, following.
