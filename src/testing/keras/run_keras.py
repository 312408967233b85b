"""Builds each network of a folder as its source says, and writes what Keras 3 computes: NAME.py, NAME.npz and NAME.in.json (a list of
inputs, each {"shape", "type", "values"}) give NAME.out.json (a list of outputs, each its values), and the model as Keras saves it:
NAME.keras and NAME.h5. A failure is written as {"error"}.

    KERAS_BACKEND=jax python3 run_keras.py FOLDER
"""
import glob
import json
import os
import runpy
import sys

import numpy as np


def run(path):
    module = runpy.run_path(path)
    model = module["build_model"]()
    stem = path[: -len(".py")]
    module["load_weights"](model, stem + ".npz")
    with open(stem + ".in.json") as file:
        inputs = [np.array(each["values"], dtype=each["type"]).reshape(each["shape"]) for each in json.load(file)]
    outputs = model(inputs, training=False)
    model.save(stem + ".keras")
    model.save(stem + ".h5")
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    return [np.asarray(each).reshape(-1).tolist() for each in outputs]


for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.py"))):
    try:
        answer = run(path)
    except Exception as error:  # Keras raises whatever its backend does.
        answer = {"error": f"{type(error).__name__}: {error}"}
    with open(path[: -len(".py")] + ".out.json", "w") as file:
        json.dump(answer, file)
