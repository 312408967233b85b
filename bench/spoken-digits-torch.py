"""DS-CNN-small in PyTorch on the samples that bench/spoken-digits.ts wrote: prints its accuracy on the test samples.

Usage: spoken-digits-torch.py FOLDER SEED EPOCHS BATCH RATE. Adam and a cosine schedule; the epoch that validates best is kept.
"""
import copy
import math
import sys
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional

FRAMES, FEATURES, CHANNELS, CLASSES = 49, 10, 64, 10


def normed(inputs, kernel, stride=1, padding=1, groups=1):
    conv = nn.Conv2d(inputs, CHANNELS, kernel, stride, padding, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(CHANNELS, eps=0.001), nn.ReLU())


def network():
    # SAME padding of the stem as the chip has it: one more behind than before.
    layers = [nn.ZeroPad2d((1, 1, 4, 5)), normed(1, (10, 4), 2, 0)]
    for _ in range(4):
        layers += [normed(CHANNELS, 3, groups=CHANNELS), normed(CHANNELS, 1, padding=0)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(CHANNELS, CLASSES))


def samples(folder, name):
    values = numpy.fromfile(folder / f'{name}.samples', dtype=numpy.float32)
    return torch.from_numpy(values.reshape(-1, 1, FRAMES, FEATURES))


def labels(folder, name):
    return torch.from_numpy(numpy.fromfile(folder / f'{name}.labels', dtype=numpy.int32).astype(numpy.int64))


def judge(net, x, y):
    net.eval()
    with torch.no_grad():
        out = net(x)
        return (out.argmax(1) == y).float().mean().item(), functional.cross_entropy(out, y).item()


def main():
    folder, seed, epochs, batch, rate = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    net = network()
    optimizer = torch.optim.Adam(net.parameters(), rate)
    y = labels(folder, 'train')
    held = samples(folder, 'validation'), labels(folder, 'validation')
    steps, step, best = epochs * math.ceil(len(y) / batch), 0, None
    for epoch in range(epochs):
        net.train()
        x = samples(folder, f'train-{epoch}')
        for at in torch.randperm(len(y)).split(batch):
            optimizer.param_groups[0]['lr'] = rate * 0.5 * (1 + math.cos(math.pi * step / steps))
            optimizer.zero_grad()
            functional.cross_entropy(net(x[at]), y[at]).backward()
            optimizer.step()
            step += 1
        accuracy, loss = judge(net, *held)
        if best is None or (accuracy, -loss) > best[0]:
            best = (accuracy, -loss), copy.deepcopy(net.state_dict())
    net.load_state_dict(best[1])
    print(judge(net, samples(folder, 'test'), labels(folder, 'test'))[0])


main()
