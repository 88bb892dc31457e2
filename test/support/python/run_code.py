"""Reads [{framework, code, dimension}] from standard input, checks each as Python, runs it on the stand-in, prints [{outputs, parameters}]."""
import ast
import json
import sys

import torch

answers = []
for case in json.load(sys.stdin):
    ast.parse(case['code'])
    scope = {}
    exec(compile(case['code'], 'generated', 'exec'), scope)
    if case['framework'] == 'pytorch':
        model = scope['Model']()
        result = model(torch.Tensor(7, case['dimension']))
        assert result.shape[0] == 7 and len(result.shape) == 2, result.shape
        answers.append({'outputs': result.shape[1], 'parameters': model.parameter_count()})
    else:
        model = scope['model']
        assert len(model.outputs.shape) == 2, model.outputs.shape
        answers.append({'outputs': model.outputs.shape[1], 'parameters': model.parameters})
json.dump(answers, sys.stdout)
