(** The fibres of the composition for stride one, and packings, over any field.

    The filters (p_1, ..., p_L) with product P != 0 form the fibre of the multiplication of forms over P. The torus of the
    (c_1, ..., c_L) with product 1 acts on it by c_i p_i. Let P = c prod_j q_j^(m_j), the q_j irreducible and
    pairwise non-associate, and let P have a root of multiplicity m_oo at infinity. A packing is a matrix of numbers a_(i,j) with
    sum_i a_(i,j) = m_j and sum_j a_(i,j) deg q_j = k_i - 1, the linear factor at infinity included. The orbits of the
    torus are in bijection with the packings: the filter p_i of the orbit contains q_j exactly a_(i,j) times. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import PrimeFactors.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Fibres.

Variables (F : fieldType) (L : nat) (k : 'I_L -> nat).
Implicit Types (p r : {ffun 'I_L -> {poly F}}) (P : {poly F}).

(** The fibre over [P]: the filters of the sizes k_i with product [P]. *)
Definition fibre P p : Prop := (forall i, size (p i) <= k i)%N /\ \prod_i p i = P.

(** The orbits of the torus: the factors differ by constants with product 1. *)
Definition same_orbit p r : Prop := exists2 c : 'I_L -> F, \prod_i c i = 1 & forall i, r i = c i *: p i.

Theorem same_orbitP P p r : P != 0 -> fibre P p -> fibre P r -> same_orbit p r <-> forall i, p i %= r i.
Proof.
move=> P0 [_ eP] [_ rP]; split=> [[c c1 e] i|e].
  have c0 : c i != 0.
    have : \prod_i c i != 0 by rewrite c1 oner_eq0.
    by move/prodf_neq0; apply.
  by rewrite e eqp_sym eqp_scale.
pose c i := lead_coef (r i) / lead_coef (p i).
have p0 i : p i != 0.
  by have : \prod_i p i != 0; [rewrite eP | move/prodf_neq0; apply].
have rE i : r i = c i *: p i.
  by rewrite /c mulrC -scalerA (eqp_eq (e i)) scalerA mulVf ?scale1r // lead_coef_eq0.
exists c => //; have : (\prod_i c i) *: P = 1 *: P.
  by rewrite scale1r -{1}eP -scaler_prod -rP; apply: eq_bigr => i _; rewrite rE.
by move/eqP; rewrite -subr_eq0 -scalerBl scaler_eq0 (negbTE P0) orbF subr_eq0 => /eqP.
Qed.

Variables (t : nat) (q : 'I_t -> {poly F}) (m : 'I_t -> nat) (m_oo : nat).
Implicit Types (A B : 'M[nat]_(L, t.+1)) (l : 'I_t.+1).

(** The colours of the balls: 0 is the linear factor at infinity, the others are the q_j. A ball has the degree of its
    factor, and there are as many balls of a colour as the multiplicity of the factor. *)
Definition ball_size l : nat := if unlift ord0 l is Some j then (size (q j)).-1 else 1%N.

Definition n_balls l : nat := if unlift ord0 l is Some j then m j else m_oo.

(** The balls fill the bins of the sizes k_i - 1 exactly. *)
Definition packing A : bool :=
  [forall l, \sum_i A i l == n_balls l]%N && [forall i, \sum_l A i l * ball_size l == (k i).-1]%N.

(** The filters are packed according to [A]: the form p_i has the root at infinity and the factors q_j with the
    multiplicities in row i. *)
Definition packed A p : Prop := forall i,
  k i = (size (p i) + A i ord0)%N /\ p i %= power_product q (fun j => A i (lift ord0 j)).

Lemma bin_size A i : (\sum_l A i l * ball_size l)%N = (A i ord0 + \sum_j A i (lift ord0 j) * (size (q j)).-1)%N.
Proof.
rewrite big_ord_recl /ball_size unlift_none muln1; congr (_ + _)%N.
by apply: eq_bigr => j _; rewrite liftK.
Qed.

Hypotheses (k_gt0 : forall i, (0 < k i)%N) (prime_q : primes q).

Lemma packed_bin A p i : packed A p -> (\sum_l A i l * ball_size l)%N = (k i).-1.
Proof.
move=> /(_ i)[-> e]; rewrite bin_size (eqp_size e) size_power_product //.
by rewrite addSn addnC.
Qed.

(** The packing is determined by the filters. *)
Lemma packed_inj A B p : packed A p -> packed B p -> A = B.
Proof.
move=> pA pB; apply/matrixP => i l; have [[kA eA] [kB eB]] := (pA i, pB i).
have := power_product_inj prime_q (eqp_trans (etrans (eqp_sym _ _) eA) eB) => e.
case: (unliftP ord0 l) => [j ->|->]; first exact: e.
by apply/eqP; rewrite -(eqn_add2l (size (p i))) -kA -kB.
Qed.

(** Filters with the same packing differ by constants, and conversely. *)
Theorem packed_eqp A p r : packed A p -> (packed A r <-> forall i, p i %= r i).
Proof.
move=> pA; split=> [rA i|e i].
  by have [[_ e1] [_ e2]] := (pA i, rA i); rewrite (eqp_trans e1) // eqp_sym.
have [ki e1] := pA i; split; first by rewrite -(eqp_size (e i)).
by apply: eqp_trans e1; rewrite eqp_sym.
Qed.

Variable c : F.
Hypothesis c_neq0 : c != 0.

Let P := c *: power_product q m.

Hypothesis degree_P : (\sum_i (k i).-1).+1 = (size P + m_oo)%N.

Let P_neq0 : P != 0.
Proof. by rewrite scaler_eq0 negb_or c_neq0; exact: power_product_neq0. Qed.

(** Filters packed according to [A]; the constant goes to the first. *)
Definition packed_filters A : {ffun 'I_L -> {poly F}} :=
  [ffun i : 'I_L => (if i == 0%N :> nat then c else 1) *: power_product q (fun j => A i (lift ord0 j))].

Hypothesis L_gt0 : (0 < L)%N.

(** Each packing is that of a factorisation. *)
Theorem packing_fibre A : packing A -> fibre P (packed_filters A) /\ packed A (packed_filters A).
Proof.
move=> /andP[/forallP cols /forallP rows].
pose w (i : 'I_L) : F := if i == 0%N :> nat then c else 1.
pose f i := power_product q (fun j => A i (lift ord0 j)).
have pE i : packed_filters A i = w i *: f i by rewrite ffunE.
have w0 i : w i != 0 by rewrite /w; case: (i == 0%N :> nat); rewrite ?oner_eq0.
have sf i : k i = (size (f i) + A i ord0)%N.
  have := eqP (rows i); rewrite bin_size size_power_product // addSn addnC => ->.
  by rewrite prednK.
split=> [|i]; last by rewrite pE size_scale // -sf; split=> //; rewrite eqp_scale.
split=> [i|]; first by rewrite pE size_scale // sf leq_addr.
rewrite (eq_bigr (fun i => w i *: f i)) => [|i _]; last exact: pE.
rewrite scaler_prod (bigD1 (Ordinal L_gt0)) //= {1}/w eqxx big1 ?mulr1 => [|i /negbTE ne]; last first.
  by rewrite /w -[0%N]/(val (Ordinal L_gt0)) (inj_eq val_inj) ne.
rewrite power_product_sum /P; congr (_ *: _); apply: eq_power_product => j.
by have := eqP (cols (lift ord0 j)); rewrite /n_balls liftK.
Qed.

(** Each factorisation is that of exactly one packing. *)
Theorem fibre_packing p : fibre P p -> exists! A, packing A /\ packed A p.
Proof.
move=> [sp eP].
have p0 i : p i != 0 by have := P_neq0; rewrite -eP => /prodf_neq0; apply.
have /fin_all_exists[b eb] i : exists b : {ffun 'I_t -> nat}, p i %= power_product q b.
  apply: (@divisor_power_product _ _ _ prime_q _ m).
  by rewrite -(dvdpZr _ _ c_neq0) -/P -eP (bigD1 i) //= dvdp_mulr.
pose A : 'M[nat]_(L, t.+1) := \matrix_(i, l) if unlift ord0 l is Some j then b i j else (k i - size (p i))%N.
have A0 i : A i ord0 = (k i - size (p i))%N by rewrite mxE unlift_none.
have AS i j : A i (lift ord0 j) = b i j by rewrite mxE liftK.
have pA : packed A p.
  move=> i; rewrite A0 subnKC //; split=> //.
  by rewrite (eq_power_product _ (b := b i)).
exists A; split=> [|B [_ pB]]; last exact: packed_inj pA pB.
split=> //; apply/andP; split; apply/forallP => l; last by rewrite (packed_bin l pA).
case: (unliftP ord0 l) => [j ->|->]; rewrite /n_balls ?liftK ?unlift_none.
  rewrite (eq_bigr (fun i => b i j)) => [|i _]; last exact: AS.
  apply/eqP; apply: (power_product_inj prime_q (a := fun j => (\sum_i b i j)%N)).
  rewrite -power_product_sum; apply: (@eqp_trans _ P); last exact: eqp_scale.
  rewrite -eP; apply: (big_ind2 (fun x y : {poly F} => x %= y)) => [|x y x' y' e e'|i' _]; first exact: eqpxx.
    by apply: eqp_trans (eqp_mulr _ e) (eqp_mull _ e').
  by rewrite eqp_sym.
rewrite (eq_bigr (fun i => k i - size (p i))%N) => [|i _]; last exact: A0.
rewrite -(eqn_add2l (size P)) -degree_P -eP size_prod; last by move=> i _; exact: p0.
have -> : (\sum_i (k i).-1 = \sum_i (size (p i)).-1 + \sum_i (k i - size (p i)))%N.
  rewrite -big_split; apply: eq_bigr => i _ /=; have := sp i; have := p0 i; rewrite -size_poly_gt0.
  by move: (size _) (k i) => x y; clear; lia.
have -> : (\sum_i size (p i) = \sum_i (size (p i)).-1 + #|'I_L|)%N.
  rewrite -sum1_card -big_split; apply: eq_bigr => i _ /=.
  by rewrite addn1 prednK // size_poly_gt0.
by rewrite -addSn addnK addSn.
Qed.

(** All packings: the entries are at most the degree n. *)
Definition packings : seq 'M[nat]_(L, t.+1) :=
  let N := (\sum_i (k i).-1).+1 in
  [seq A <- [seq map_mx (@nat_of_ord N) B | B <- enum 'M['I_N]_(L, t.+1)] | packing A].

Theorem packings_uniq : uniq packings.
Proof.
apply/filter_uniq; rewrite map_inj_uniq ?enum_uniq // => A B /matrixP e.
by apply/matrixP => i l; apply: val_inj; have := e i l; rewrite !mxE.
Qed.

Theorem mem_packings A : (A \in packings) = packing A.
Proof.
rewrite mem_filter; case: (boolP (packing A)) => //= /andP[_ /forallP rows].
have le i l : (A i l < (\sum_i (k i).-1).+1)%N.
  rewrite ltnS (bigD1 i) //= -(eqP (rows i)) (bigD1 l) //= -addnA; apply: leq_trans (leq_addr _ _).
  rewrite leq_pmulr // /ball_size; case: unlift => // j.
  by have := prime_size prime_q j; case: (size _) => [|[]].
apply/mapP; exists (\matrix_(i, l) Ordinal (le i l)); first by rewrite mem_enum.
by apply/matrixP => i l; rewrite !mxE.
Qed.

(** The orbits are finite in number: there are as many as packings. *)
Theorem fibre_orbits : exists s : seq {ffun 'I_L -> {poly F}},
  [/\ size s = size packings, uniq s, {in s, forall p, fibre P p} &
     forall p, fibre P p -> exists! r, r \in s /\ same_orbit p r].
Proof.
have good A : A \in packings -> fibre P (packed_filters A) /\ packed A (packed_filters A).
  by rewrite mem_packings; exact: packing_fibre.
exists [seq packed_filters A | A <- packings]; rewrite size_map; split=> //.
- rewrite map_inj_in_uniq ?packings_uniq // => A B /good[_ pA] /good[_ pB] e.
  by apply: packed_inj pA _; rewrite e.
- by move=> _ /mapP[A /good[fA _] ->].
move=> p fp; have [A [[pkA pA] _]] := fibre_packing fp.
have inA : A \in packings by rewrite mem_packings.
have [fA pA'] := good A inA; exists (packed_filters A); split.
  by split; [exact: map_f | apply/(same_orbitP P_neq0 fp fA)/(packed_eqp _ pA)].
move=> _ [/mapP[B inB ->]]; have [fB pB] := good B inB.
move=> /(same_orbitP P_neq0 fp fB)/(packed_eqp _ pA) pB'.
by rewrite (packed_inj pB' pB).
Qed.

(** The fibre is not empty exactly if there is a packing. *)
Theorem fibre_nonemptyP : (exists p, fibre P p) <-> exists A, packing A.
Proof.
split=> [[p /fibre_packing[A [[pA _] _]]]|[A /packing_fibre[fA _]]]; first by exists A.
by exists (packed_filters A).
Qed.

End Fibres.
