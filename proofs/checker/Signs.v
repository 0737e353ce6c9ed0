(** * Sign changes at points of the projective line

    By the intermediate value theorem a polynomial whose values at two points have different signs
    has a root between them.  Once round the projective line a form of degree [n] is multiplied by
    [(-1)^n], which gives one more root if the signs at the last and the first point say so. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCNCheck Require Import Variations Roots Arcs Cover Integers Descartes.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory Num.Def.

(** ** Computation *)

(** [b^n P(a / b)], by Horner's scheme; [power] is the power of [b] for the next coefficient. *)
Fixpoint zvalue_from (a b acc power : Z) (w : seq Z) : Z :=
  match w with
  | [::] => acc
  | x :: w' => zvalue_from a b (Z.add (Z.mul a acc) (Z.mul x power)) (Z.mul b power) w'
  end.

Definition zvalue (w : seq Z) (t : point) : Z := zvalue_from (fst t) (snd t) Z0 (Zpos xH) w.

Definition opposite (a b : Z) : bool :=
  match a, b with Zpos _, Zneg _ | Zneg _, Zpos _ => true | _, _ => false end.

Fixpoint count_changes (s : Z) (ss : seq Z) : nat :=
  match ss with
  | [::] => 0
  | s' :: ss' => (if opposite s s' then S (count_changes s' ss') else count_changes s' ss')
  end.

Definition around (n : nat) (a b : Z) : bool := if odd n then opposite (Z.opp a) b else opposite a b.

(** The number of sign changes once round the projective line; [None] if the points are not in
    order or the form vanishes at one of them. *)
Definition sign_changes (w : seq Z) (ts : seq point) : option nat :=
  match ts with
  | [::] => None
  | t :: ts' =>
    let s := zvalue w t in let ss := map (zvalue w) ts' in
    if [&& Z.ltb Z0 (snd t), zascending t ts' & all (fun v => ~~ Z.eqb v Z0) (s :: ss)]
    then Some (count_changes s ss + around (size w).-1 s (last s ss))%N
    else None
  end.

(** ** Soundness *)

Local Open Scope ring_scope.

Section Soundness.

Variable R : rcfType.
Implicit Types (w : seq Z) (t : point) (ts : seq point) (p : {poly R}) (x y : R).

(** The number in [R] that a point with positive denominator means. *)
Definition num t : R := zr R t.1 / zr R t.2.

Lemma zvalue_fromP (a b acc power : Z) v w :
  zr R b != 0 -> zr R acc * zr R b = zr R b ^+ size v * (form R v).[zr R a / zr R b] ->
  zr R power = zr R b ^+ size v ->
  zr R (zvalue_from a b acc power w) * zr R b
    = zr R b ^+ size (v ++ w) * (form R (v ++ w)).[zr R a / zr R b].
Proof.
move=> b0; elim: w v acc power => [|x w IH] v acc power accE powE /=; first by rewrite cats0.
rewrite -cat_rcons; apply: IH; rewrite size_rcons exprS ?zrM ?powE // zrD !zrM powE.
rewrite form_rcons !hornerE mulrDl -mulrA accE mulrDr -!mulrA [X in _ = X + _]mulrC -!mulrA mulVf //.
rewrite mulr1 [_ * zr R a]mulrC; congr (_ + _); first by rewrite mulrCA.
by rewrite [RHS]mulrC -mulrA mulrCA mulrC -!mulrA [_ * zr R x]mulrC.
Qed.

Lemma zvalueP w t :
  zr R t.2 != 0 -> w != [::] -> zr R (zvalue w t) = zr R t.2 ^+ (size w).-1 * (form R w).[num t].
Proof.
move=> b0 w0; apply: (mulIf b0); rewrite (@zvalue_fromP _ _ _ _ [::]) //=.
  rewrite mulrAC -exprSr prednK // lt0n size_eq0 //.
by rewrite /form /= horner0 mulr0 zr0 mul0r.
Qed.

Lemma oppositeP a b : opposite a b -> zr R a * zr R b < 0.
Proof.
case: a b => [|a|a] [|b|b] //= _; first by rewrite pmulr_rlt0 ?zr_pos ?zr_neg.
by rewrite nmulr_rlt0 ?zr_pos ?zr_neg.
Qed.

Lemma root_between p x y : x <= y -> p.[x] * p.[y] < 0 -> exists2 z, x < z < y & root p z.
Proof.
move=> xy sg; have [|z] := ivt_sign xy (_ : sgr p.[x] * sgr p.[y] = -1).
  by rewrite -sgrM ltr0_sg.
by rewrite in_itv => zxy rz; exists z.
Qed.

(** Sign changes of values along ascending points. *)
Fixpoint changes p x (s : seq R) : nat :=
  if s is y :: s' then ((p.[x] * p.[y] < 0)%R + changes p y s')%N else 0%N.

Lemma changes_le_nroots p x s :
  p != 0 -> path <=%R x s -> (changes p x s <= nroots (fun z => x < z <= last x s)%R p)%N.
Proof.
move=> p0; elim: s x => [|y s IH] x //= /andP[xy ys].
have yl : y <= last y s.
  by elim: s y ys {IH xy} => [|z s IH] y //= /andP[yz /IH]; apply: le_trans.
rewrite (nroots_split _ (fun z => z <= y)) leq_add //.
  have [/(root_between xy)[z /andP[xz zy] rz]|//] := boolP (_ < _).
  apply: leq_trans (mu_nroots (x := z) _ p0); first by rewrite mu_gt0.
  by rewrite xz (ltW zy) (le_trans (ltW zy)).
apply: leq_trans (IH _ ys) (nroots_sub _ _) => z /andP[yz ->].
by rewrite (le_lt_trans xy yz) -ltNge yz.
Qed.

Lemma around_infinity n p x y :
  p != 0 -> x <= y -> (-1) ^+ n * p.[x] * p.[y] < 0 ->
  (0 < at_infinity n p + nroots (fun z => ~~ (x < z <= y))%R p)%N \/ (n < (size p).-1)%N.
Proof.
move=> p0 xy sg; case: (ltnP n (size p).-1) => [|pn]; [by right | left].
rewrite addn_gt0; have [//|/= inf] := boolP (0 < at_infinity n p)%N.
have nE : n = (size p).-1 by apply/eqP; rewrite eqn_leq pn andbT -subn_eq0 -leqn0 leqNgt.
rewrite lt0n; apply/eqP => none.
have no z : ~~ (x < z <= y) -> ~~ root p z.
  move=> out; apply/negP => rz; have := @mu_nroots _ (fun z => ~~ (x < z <= y)) z p out p0.
  by rewrite none leqn0 => /eqP mu0; move: rz; rewrite -mu_gt0 // mu0.
have [ry|ny] := boolP (root p y); first by move: sg; rewrite (rootP ry) mulr0 ltxx.
have sy : sgr p.[y] = sgr (lead_coef p).
  apply: (@sgp_pinftyP _ y); rewrite ?in_itv /= ?lexx // => z; rewrite in_itv /= andbT le_eqVlt.
  by case/orP=> [/eqP <- //|yz]; apply: no; rewrite negb_and -!leNgt -ltNge yz orbT.
have sx : sgr p.[x] = (-1) ^+ n * sgr (lead_coef p).
  have -> : (-1) ^+ n * sgr (lead_coef p) = sgp_minfty p.
    by rewrite /sgp_minfty nE sgrM sgrX sgrN1.
  apply: (@sgp_minftyP _ x); rewrite ?in_itv /= ?lexx // => z; rewrite in_itv /= => zx.
  by apply: no; rewrite negb_and -leNgt zx.
move: sg; rewrite -sgr_lt0 !sgrM sgrX sgrN1 sx sy mulrA -exprD addnn -mul2n exprM sqrrN expr1n.
by rewrite expr1n mul1r -expr2 ltNge sqr_ge0.
Qed.

Lemma num_le t t' :
  0 < zr R t.2 -> 0 < zr R t'.2 -> zr R t.1 * zr R t'.2 < zr R t'.1 * zr R t.2 -> num t <= num t'.
Proof. by move=> a b c; rewrite /num ler_pdivr_mulr // mulrAC ler_pdivl_mulr // ltW. Qed.

Lemma opposite_values w t t' :
  w != [::] -> 0 < zr R t.2 -> 0 < zr R t'.2 -> opposite (zvalue w t) (zvalue w t') ->
  (form R w).[num t] * (form R w).[num t'] < 0.
Proof.
move=> w0 t0 t'0 /oppositeP; rewrite !zvalueP ?gt_eqF // mulrACA pmulr_rlt0 //.
by rewrite mulr_gt0 ?exprn_gt0.
Qed.

Lemma count_changes_le w t ts :
  w != [::] -> 0 < zr R t.2 -> zascending t ts ->
  [/\ path <=%R (num t) (map num ts),
      (count_changes (zvalue w t) (map (zvalue w) ts) <= changes (form R w) (num t) (map num ts))%N
    & 0 < zr R (last t ts).2].
Proof.
move=> w0; elim: ts t => [|t' ts IH] t t0 //= /and3P[/(zr_lt R) t'0 /(zr_lt R)].
rewrite !zrM => lr /(IH _ t'0)[-> le l0]; split=> //; first by rewrite num_le.
by case: ifP => [/(opposite_values w0 t0 t'0) ->|_]; rewrite ?add1n ?ltnS ?(leq_trans le) ?leq_addl.
Qed.

(** The evidence "sign-changes": at least so many projective real roots. *)
Theorem sign_changesP w ts c :
  sign_changes w ts = Some c -> form R w != 0 /\ (c <= proots (degree w) (form R w))%N.
Proof.
rewrite /sign_changes; case: ts => // t ts; case: ifP => // /and3P[/(zr_lt R) t0 asc nz] [<-].
have v0 : zvalue w t <> Z0 by move: nz => /= /andP[/negP + _] vE; rewrite vE.
have w0 : w != [::] by apply/eqP => wE; apply: v0; rewrite wE.
have p0 : form R w != 0.
  apply/eqP => pE; have := @zvalueP w t; rewrite gt_eqF // => /(_ isT w0); rewrite pE horner0 mulr0.
  by case: (zvalue w t) v0 => // a _ /eqP; rewrite ?(gt_eqF (zr_pos _ a)) ?(lt_eqF (zr_neg _ a)).
split=> //; have [ps le l0] := count_changes_le w0 t0 asc; have [_ pn] := degreeP p0.
have le' := changes_le_nroots p0 ps; rewrite last_map in le'.
apply: leq_trans (leq_add (leq_trans le le') (_ : _ <= at_infinity (degree w) (form R w) +
  nroots (fun z => ~~ (num t < z <= num (last t ts)))%R (form R w))%N) _; last first.
  by rewrite addnCA /proots leq_add2l [X in (_ <= X)%N](nroots_split _ (fun z => num t < z <= num (last t ts))).
rewrite last_map -/(degree w); case ar: (around _ _ _) => //.
have tl : num t <= num (last t ts).
  rewrite -last_map; elim: ts (num t) ps {asc nz le l0 le' ar} => [|t' s IH] x //= /andP[xy /IH].
  exact: le_trans.
have [|//|] := @around_infinity (degree w) (form R w) (num t) (num (last t ts)) p0 tl; last first.
  by rewrite ltnNge; have -> : ((size (form R w)).-1 <= degree w)%N by case: (size _) pn.
have val s : 0 < zr R s.2 -> zr R (zvalue w s) = zr R s.2 ^+ degree w * (form R w).[num s].
  by move=> s0; rewrite zvalueP // gt_eqF.
suff : (-1) ^+ degree w * zr R (zvalue w t) * zr R (zvalue w (last t ts)) < 0.
  rewrite !val // [(-1) ^+ _ * (_ * _)]mulrCA [_ * (_ * _)]mulrACA pmulr_rlt0 //.
  by rewrite mulr_gt0 ?exprn_gt0.
move: ar; rewrite /around -signr_odd; case: (odd _) => /oppositeP; rewrite ?zrN.
  by rewrite expr1 mulN1r.
by rewrite expr0 mul1r.
Qed.

End Soundness.
