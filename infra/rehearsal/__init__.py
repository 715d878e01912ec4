"""Releases on one machine: real web servers behind a real proxy, as CodePipeline and CodeDeploy would treat them."""
