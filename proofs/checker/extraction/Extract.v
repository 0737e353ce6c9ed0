(** The checkers as OCaml programs: integers and natural numbers stay Coq's own, so nothing but
    Coq's extraction and the reader in main.ml is trusted. *)

From Coq Require Import ZArith Extraction ExtrOcamlBasic.
From LCNCheck Require Import Certificates Patterns Membership.

Extraction Language OCaml.
Extraction "kernel.ml" check check_membership check_pattern.
