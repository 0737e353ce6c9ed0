"""The contradiction harness: certificates of claims and of their contraries, forged by edits that fit together.

`contraries` says which claim denies which; `documents`, `cases*` and `edits_*` make the certificates; `oracle*` judge
the claims without the producer and without the checker; `run` counts; `premises` says where the last question of a
rule is.
"""
