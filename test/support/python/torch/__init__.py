"""A stand-in for PyTorch that knows shapes only: generated code runs on it, and a size that does not fit raises."""
from . import nn


class Tensor:
    def __init__(self, *shape):
        self.shape = tuple(shape)

    def reshape(self, *shape):
        assert shape[0] == -1 and _product(shape[1:]) == _product(self.shape[1:]), (self.shape, shape)
        return Tensor(self.shape[0], *shape[1:])

    def permute(self, *order):
        assert sorted(order) == list(range(len(self.shape))), order
        return Tensor(*[self.shape[axis] for axis in order])

    def flatten(self, start):
        return Tensor(*self.shape[:start], _product(self.shape[start:]))

    def unsqueeze(self, axis):
        assert axis == 1
        return Tensor(self.shape[0], 1, *self.shape[1:])

    def __getitem__(self, index):
        rows, columns = index
        assert rows == slice(None) and len(self.shape) == 2 and columns.stop <= self.shape[1]
        return Tensor(self.shape[0], columns.stop - columns.start)


def _product(values):
    result = 1
    for value in values:
        result *= value
    return result


def cat(tensors, dim):
    assert dim == 1 and all(len(tensor.shape) == 2 for tensor in tensors)
    return Tensor(tensors[0].shape[0], sum(tensor.shape[1] for tensor in tensors))


def sigmoid(x):
    return x


def tanh(x):
    return x
