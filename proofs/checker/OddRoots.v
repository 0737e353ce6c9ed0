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

Lemma around_odd n p x y :
  p != 0 -> (size p <= n.+1)%N -> x <= y -> p.[x] * p.[y] != 0 -> (-1) ^+ n * (p.[x] * p.[y]) < 0 ->
  (0 < odd (at_infinity n p) + nodd (fun z => ~~ (x < z < y))%R p)%N.
Proof.
move=> p0 pn xy nz sg; set ins := nroots (fun z => x < z < y) p.
have inside : (p.[x] * p.[y] < 0) = odd ins.
  move: xy nz; rewrite /ins le_eqVlt => /orP[/eqP<- nz|]; last exact: sign_parity.
  rewrite -expr2 ltNge sqr_ge0 /nroots big_pred0 // => z.
  by apply/negP => /andP[xz /(lt_trans xz)]; rewrite ltxx.
have turn : odd n (+) odd ins.
  move: sg; rewrite -inside -signr_odd; case: (odd n); rewrite ?expr1 ?expr0 ?mul1r //.
  by rewrite mulN1r oppr_lt0 addTb -leNgt => /ltW.
have nE : n = (at_infinity n p + (size p).-1)%N by rewrite subnK //; case: (size p) pn.
have total := degree_parity p0.
rewrite (nroots_split xpredT (fun z => x < z < y)) oddD -/ins in total.
move: turn; rewrite {1}nE oddD total -addbA [_ (+) odd ins]addbC addKb => turn.
have out := odd_le_nodd (fun z => ~~ (x < z < y)) p.
by move: turn out; case: (odd (at_infinity n p)) => //= -> .
Qed.

(** ** Products *)

Lemma nodd_over (s : seq R) D p :
  p != 0 -> uniq s -> {subset rootsR p <= s} -> nodd D p = (\sum_(x <- s | D x) odd (\mu_x p))%N.
Proof.
move=> p0 us sub; rewrite [RHS](bigID (mem (rootsR p))) /= [X in (_ + X)%N]big1 ?addn0; last first.
  by move=> x /andP[_]; rewrite mem_rootsR // => /muNroot ->.
rewrite /nodd -big_filter -[RHS]big_filter; apply: perm_big.
apply: uniq_perm; rewrite ?filter_uniq ?uniq_rootsR // => x; rewrite !mem_filter.
by case: (D x) => //=; case rx: (x \in rootsR p) => //=; rewrite sub.
Qed.

Lemma nodd_mul D p q : p * q != 0 -> (nodd D (p * q) <= nodd D p + nodd D q)%N.
Proof.
move=> pq0; have [p0 q0] : p != 0 /\ q != 0 by move: pq0; rewrite mulf_eq0 negb_or => /andP.
rewrite (@nodd_over (rootsR (p * q)) D p) ?uniq_rootsR //; last first.
  by move=> x; rewrite !mem_rootsR // rootM => ->.
rewrite (@nodd_over (rootsR (p * q)) D q) ?uniq_rootsR //; last first.
  by move=> x; rewrite !mem_rootsR // rootM orbC => ->.
rewrite -big_split /=; apply: leq_sum => x _; rewrite mu_mul // oddD.
by case: (odd _); case: (odd _).
Qed.

Lemma podd_mul m n p q :
  p != 0 -> q != 0 -> (size p <= m.+1)%N -> (size q <= n.+1)%N ->
  (podd (m + n) (p * q) <= podd m p + podd n q)%N.
Proof.
move=> p0 q0 pm qn; rewrite /podd addnACA leq_add ?nodd_mul ?mulf_neq0 //.
by rewrite at_infinity_mul // oddD; case: (odd _); case: (odd _).
Qed.

(** An even power has no roots of odd multiplicity, an odd one no others than the base. *)
Lemma podd_exp m n p :
  p != 0 -> (size p <= m.+1)%N -> (podd (n * m) (p ^+ n) <= odd n * proots m p)%N.
Proof.
move=> p0 pm; have infE : at_infinity (n * m) (p ^+ n) = (n * at_infinity m p)%N.
  elim: n => [|n IH]; first by rewrite expr0 /at_infinity size_poly1 mul0n.
  by rewrite exprS !mulSn at_infinity_mul ?expf_neq0 ?size_exp_degree // IH.
rewrite /podd infE oddM mulnDr leq_add //.
  by case: (odd n) => //; case: (at_infinity m p) => //= k; case: (odd k).
have -> : nodd xpredT (p ^+ n) = (\sum_(x <- rootsR p) odd (\mu_x (p ^+ n)))%N.
  apply: nodd_over; rewrite ?expf_neq0 ?uniq_rootsR // => x; rewrite !mem_rootsR ?expf_neq0 //.
  by rewrite /root horner_exp expf_eq0 => /andP[_].
rewrite big_distrr /=; apply: leq_sum => x _; rewrite mu_exp oddM.
by case: (odd n); rewrite ?andbT ?andbF // mul1n; case: (\mu_x p) => //= k; case: (odd k).
Qed.

Lemma podd_scale n c p : c != 0 -> podd n (c *: p) = podd n p.
Proof.
move=> c0; rewrite /podd /at_infinity size_scale //; congr (_ + _)%N.
have [->|p0] := eqVneq p 0; first by rewrite scaler0.
rewrite (@nodd_over (rootsR p) _ (c *: p)) ?scaler_eq0 ?negb_or ?c0 ?uniq_rootsR //.
  by apply: eq_bigr => x _; rewrite mu_mulC.
by move=> x; rewrite !mem_rootsR ?rootZ // scaler_eq0 negb_or c0.
Qed.

(** ** Sign changes, computed *)

Lemma path_num_lt t ts :
  0 < zr R t.2 -> zascending t ts -> path <%R (num R t) (map (num R) ts) /\ all (fun t' => 0 < zr R t'.2) ts.
Proof.
elim: ts t => [|t' ts IH] t t0 //= /and3P[/(zr_lt R) t'0 /(zr_lt R)].
rewrite !zrM => lr /(IH _ t'0)[-> ->]; rewrite t'0 andbT; split=> //.
by rewrite /num ltr_pdivr_mulr // mulrAC ltr_pdivl_mulr.
Qed.

(** The evidence "sign-changes": at least so many projective real roots of odd multiplicity. *)
Theorem sign_changes_podd w ts c :
  sign_changes w ts = Some c -> form R w != 0 /\ (c <= podd (degree w) (form R w))%N.
Proof.
move=> scE; have [p0 _] := sign_changesP R scE; split=> //; have [w0 pn] := degreeP p0.
move: scE; rewrite /sign_changes; case: ts => // t ts; case: ifP => // /and3P[/(zr_lt R) t0 asc nz] [<-].
have [ps ts0] := path_num_lt t0 asc; have [_ le l0] := count_changes_le w0 t0 asc.
have val s : 0 < zr R s.2 -> zr R (zvalue w s) = zr R s.2 ^+ degree w * (form R w).[num R s].
  by move=> s0; rewrite zvalueP // gt_eqF.
have nroot s : 0 < zr R s.2 -> ~~ Z.eqb (zvalue w s) Z0 -> ~~ root (form R w) (num R s).
  move=> s0 v0; apply/negP => /rootP r0; have := val s s0; rewrite r0 mulr0 => /eqP.
  by case: (zvalue w s) v0 => // a _; rewrite ?(gt_eqF (zr_pos R a)) ?(lt_eqF (zr_neg R a)).
have nroots_all : all (fun y => ~~ root (form R w) y) (map (num R) (t :: ts)).
  rewrite all_map; move: nz; rewrite -[_ :: map _ _]/(map (zvalue w) (t :: ts)) all_map => /allP nz.
  apply/allP => s sin /=; apply: nroot; last exact: nz.
  by move: sin; rewrite inE => /orP[/eqP->//|/(allP ts0)].
have le' := changes_le_nodd ps nroots_all; rewrite last_map in le'.
have nl : ~~ root (form R w) (num R (last t ts)).
  have /allP := nroots_all; apply; rewrite -(last_map (num R)) -[map _ (_ :: _)]/(num R t :: map _ ts).
  exact: mem_last.
have nt : ~~ root (form R w) (num R t) by move: nroots_all => /= /andP[].
rewrite /podd (nodd_split xpredT (fun z => num R t < z < num R (last t ts))) addnCA.
apply: leq_add; first exact: leq_trans le le'.
rewrite -/(degree w); case ar: (around _ _ _) => //.
have tl : num R t <= num R (last t ts).
  rewrite -last_map; elim: ts (num R t) ps {asc nz le l0 le' ar ts0 nroots_all nl} => [|t' s IH] x //=.
  by case/andP=> /ltW xy /IH; apply: le_trans.
apply: (around_odd p0 pn tl); first by rewrite mulf_neq0.
suff : (-1) ^+ degree w * zr R (zvalue w t) * zr R (zvalue w (last t ts)) < 0.
  rewrite !val // -mulrA [X in _ * X]mulrACA (mulrCA _ (zr R t.2 ^+ _ * _)).
  by rewrite pmulr_rlt0 // mulr_gt0 ?exprn_gt0.
move: ar; rewrite last_map /around -signr_odd; case: (odd _) => /(oppositeP R); rewrite ?zrN.
  by rewrite expr1 mulN1r.
by rewrite expr0 mul1r.
Qed.

End OddRoots.
