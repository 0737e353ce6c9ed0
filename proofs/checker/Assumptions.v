(** The assumptions of all theorems about the checker: a conjunction assumes what its parts assume. *)

From LCNCheck Require Import Arcs ArcsBelow Cover Descartes Signs OddRoots Certificates Modular Orders Patterns Membership
Position Networks Examples.

Definition all_theorems :=
  conj (@room_arc) (
  conj (@arc_room) (
  conj (@proots_le_room) (
  conj (@odd_le_proots) (
  conj (@upper_boundP) (
  conj (@descartes_boundsP) (
  conj (@sign_changesP) (
  conj (@sign_changes_podd) (
  conj (@boundsP) (
  conj (@odd_boundsP) (
  conj (@ordersP) (
  conj (@check_sound) (
  conj (@squarefree_atP) (
  conj (@check_pattern_sound) (
  conj (@check_membership_sound) (
  conj (@check_position_sound) (
  conj (@network_formP) (
  conj (@check_membership_networks) (
  conj (@check_membership_not_filling) (
  conj (@interior_formP) (
  conj (@on_boundary_formP) (
  conj (@definite_not_member) (
  conj (@indefinite_interior) (
  conj (@square_on_boundary) (
  @double_root_and_pair
  )))))))))))))))))))))))).

Print Assumptions all_theorems.
