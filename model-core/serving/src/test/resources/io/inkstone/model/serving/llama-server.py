"""Runs the llama.cpp server of the package xllamacpp with the options that llama-server takes."""

import os
import sys
import threading

import xllamacpp

options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
params = xllamacpp.CommonParams()
params.model.path = options["--model"]
params.hostnames = [options["--host"]]
params.port = int(options["--port"])
params.n_ctx = int(options["--ctx-size"])
params.n_batch = int(options["--batch-size"])
params.n_ubatch = int(options["--ubatch-size"])
params.n_parallel = int(options["--parallel"])
params.cpuparams.n_threads = int(options["--threads"])
params.cpuparams_batch.n_threads = int(options["--threads"])
params.api_keys = [os.environ["LLAMA_API_KEY"]]

server = xllamacpp.Server(params)
threading.Event().wait()
