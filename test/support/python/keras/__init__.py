"""A stand-in for Keras 3 that knows shapes only."""
from . import layers
from .layers import Tensor


def Input(shape):
    return Tensor(None, *shape)


class Model:
    def __init__(self, inputs, outputs):
        self.inputs, self.outputs = inputs, outputs
        self.parameters = outputs.parameters()
