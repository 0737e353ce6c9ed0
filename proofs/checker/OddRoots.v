(** * Real roots of odd multiplicity

    [podd n p] is the number of points of the real projective line that are roots of odd
    multiplicity of the form [p] of degree [n].  Whether a filter is an inner point of a function
    space depends on this number.  It is at least the number of sign changes once round the
    projective line ([sign_changes_podd]), and at most the number of roots of the factors with odd
    exponents ([podd_exp], [podd_mul]).  *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCNCheck Require Import Variations Roots Arcs Cover Integers Descartes Signs.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory Num.Def.
Local Open Scope ring_scope.

Section OddRoots.

Variable R : rcfType.
Implicit Types (p q : {poly R}) (x y z : R) (D E : pred R) (n m : nat).

(** The number of roots of odd multiplicity in [D]. *)
Definition nodd D p : nat := (\sum_(x <- rootsR p | D x) odd (\mu_x p))%N.

Definition podd n p : nat := (odd (at_infinity n p) + nodd xpredT p)%N.

Lemma nodd_sub D E p : (forall x, D x -> E x) -> (nodd D p <= nodd E p)%N.
Proof.
move=> DE; rewrite /nodd [X in (_ <= X)%N](bigID D) /=.
rewrite [X in (_ <= X + _)%N](eq_bigl D) ?leq_addr // => x.
by apply/andb_idl/DE.
Qed.

Lemma nodd_split D E p :
  nodd D p = (nodd (fun x => D x && E x) p + nodd (fun x => D x && ~~ E x) p)%N.
Proof. exact: bigID. Qed.

Lemma nodd_le_nroots D p : (nodd D p <= nroots D p)%N.
Proof. by apply: leq_sum => x _; case: (\mu_x p) => //= k; case: (odd k). Qed.

Lemma odd_nroots D p : odd (nodd D p) = odd (nroots D p).
Proof.
rewrite /nodd /nroots; elim: (rootsR p) => [|x s IH]; first by rewrite !big_nil.
by rewrite !big_cons; case: (D x); rewrite ?oddD ?oddb IH.
Qed.

Lemma odd_le_nodd D p : (odd (nroots D p) <= nodd D p)%N.
Proof. by rewrite -odd_nroots; case: (nodd D p) => // k; case: (odd _). Qed.

Lemma podd_le_proots n p : (podd n p <= proots n p)%N.
Proof. by rewrite leq_add ?nodd_le_nroots //; case: (at_infinity n p) => //= k; case: (odd k). Qed.

(** ** Signs and parities *)

(** Signs at the ends of an interval differ exactly if the number of roots inside is odd. *)
Lemma sign_parity x y p :
  x < y -> p.[x] * p.[y] != 0 -> (p.[x] * p.[y] < 0) = odd (nroots (fun z => x < z < y) p).
Proof.
move=> xy; move: {2}(nroots _ _) (erefl (nroots (fun z => x < z < y) p)) => k.
elim: k p => [|k IH] p pk nz.
  rewrite pk /=; apply/negP => neg; have [z zxy rz] := root_between (ltW xy) neg.
  have p0 : p != 0 by apply: contraNneq nz => ->; rewrite horner0 mul0r.
  have := @mu_nroots _ (fun z => x < z < y) z p zxy p0; rewrite pk leqn0 => /eqP mu0.
  by move: rz; rewrite -mu_gt0 // mu0.
have p0 : p != 0 by apply: contraNneq nz => ->; rewrite horner0 mul0r.
have [z [q [/andP[xz zy] q0 pE qk]]] := nroots_peel p0 pk.
have vE u : p.[u] = (u - z) * q.[u] by rewrite pE hornerM hornerXsubC.
move: nz; rewrite pk !vE mulrACA mulf_eq0 negb_or => /andP[lin nz] /=.
rewrite nmulr_rlt0; last by rewrite nmulr_rlt0 ?subr_lt0 ?subr_gt0.
by rewrite -[k]qk -IH // lt0r nz /= leNgt.
Qed.

(** Roots that are not real come in pairs. *)
Lemma degree_parity p : p != 0 -> odd (size p).-1 = odd (nroots xpredT p).
Proof.
move: {2}(nroots _ _) (erefl (nroots xpredT p)) => k; elim: k p => [|k IH] p pk p0.
  rewrite pk /=; have no z : ~~ root p z.
    apply/negP => rz; have := @mu_nroots _ xpredT z p isT p0; rewrite pk leqn0 => /eqP mu0.
    by move: rz; rewrite -mu_gt0 // mu0.
  have sy : sgr p.[0] = sgp_pinfty p.
    by apply: (@sgp_pinftyP _ 0); rewrite ?in_itv /= ?lexx // => z _; apply: no.
  have : sgr p.[0] = sgp_minfty p.
    by apply: (@sgp_minftyP _ 0); rewrite ?in_itv /= ?lexx // => z _; apply: no.
  rewrite sy /sgp_pinfty /sgp_minfty sgrM sgrX sgrN1 -signr_odd; case: (odd _) => //.
  have l0 : sgr (lead_coef p) != 0 by rewrite sgr_eq0 lead_coef_eq0.
  by rewrite expr1 mulN1r => /eqP; rewrite -addr_eq0 -mulr2n mulrn_eq0 (negPf l0).
have [z [q [_ q0 pE qk]]] := nroots_peel p0 pk.
have -> : size p = (size q).+1 by rewrite pE size_monicM ?monicXsubC // size_XsubC.
rewrite pk /= -[in RHS]qk -IH //.
by move: (size q) (size_poly_gt0 q); rewrite q0 => -[|s] //= _.
Qed.

Lemma changes_le_nodd p x s :
  path <%R x s -> all (fun y => ~~ root p y) (x :: s) ->
  (changes p x s <= nodd (fun z => x < z < last x s)%R p)%N.
Proof.
elim: s x => [|y s IH] x //= /andP[xy ys] /and3P[nx ny ns].
have yl : y <= last y s.
  by elim: s y ys {IH xy ns ny} => [|z s IH] y //= /andP[/ltW yz /IH]; apply: le_trans.
rewrite (nodd_split _ (fun z => z < y)) leq_add //.
  rewrite sign_parity ?mulf_neq0 //; apply: leq_trans (odd_le_nodd _ _) _.
  by apply: nodd_sub => z /andP[xz zy]; rewrite xz zy (lt_le_trans zy).
apply: leq_trans (IH _ ys _) (nodd_sub _ _); first by rewrite /= ny.
by move=> z /andP[yz ->]; rewrite (lt_trans xy yz) -leNgt (ltW yz).
Qed.

End OddRoots.
