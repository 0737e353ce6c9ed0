(** * A spurious minimum of a network that represents every filter

    An instance of what the checker proves, with the numbers of the smallest example. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf.
From LCN Require Import Levels Network LocalMinima.
From LCNCheck Require Import Integers Numbers Filters Losses Minima Statements Check.

Local Open Scope Z_scope.

(** Sizes 3 and 2: every filter of size 4 is an end-to-end filter. Yet the loss |w - (2, 1, -2, 3)|^2 has a strict local minimum up
    to rescaling at the filters (1, 1, -2) and (1, -1), with the loss 4, that is not a global one. *)
Theorem spurious_minimum_of_filling_network (R : rcfType) :
  let sizes := [:: (3%nat, Npos 1); (2%nat, Npos 1)] in
  let integers w := Coefficients [seq [:: c] | c <- w] 1 in
  let f := loss_at (0%R : R) (Loss None (integers [:: 2; 1; -2; 3])) in
  let net := network (0%R : R) sizes [:: integers [:: 1; 1; -2]; integers [:: 1; -1]] in
  (forall w : 'rV[R]_(total_size sizes), in_function_space sizes w) /\
  [/\ critical_point f net, f net = (zr R 4 / zr R 1)%R, strict_local_minimum f net &
    exists2 net', architecture net' = architecture net & (f net' < f net)%R].
Proof.
move=> sizes integers f net; split; first by apply: check_filling; vm_compute.
pose smaller := [:: integers [:: 2; -2; 2]; Coefficients [:: [:: 2]; [:: 3]] 2].
pose c := ClaimSpuriousMinimum sizes (Loss None (integers [:: 2; 1; -2; 3]))
  [:: integers [:: 1; 1; -2]; integers [:: 1; -1]] ([:: 4], 1) smaller.
have ok : check None c ByHessian = true by vm_compute.
exact: (check_spurious_rational R ok).
Qed.
