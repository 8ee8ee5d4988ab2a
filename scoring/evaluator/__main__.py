from scoring.evaluator.cli import main

main()
