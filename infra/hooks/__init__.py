"""What tests a new colour before and after shoppers reach it. Runs in AWS Lambda, with boto3 and nothing else."""
