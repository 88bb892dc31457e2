def _same(x):
    return x


relu = softplus = elu = selu = leaky_relu = softsign = gelu = silu = mish = relu6 = hardsigmoid = hardtanh = _same
