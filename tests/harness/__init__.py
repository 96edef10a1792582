"""What tests and benchmarks share. No test stands here, and no test module is imported anywhere."""
