(** Packing linear and quadratic factors into filters.

    Balls of size one (linear factors) and two (quadratic factors) fill bins of the sizes
    k_i - 1 exactly, as soon as the sizes add up and there is a ball of size one for each
    bin of odd size. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Architecture.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Packing.

Variable R : idomainType.
Implicit Types (p q : {poly R}) (rs qs : seq {poly R}).

Lemma size_prod_bounded d (s : seq {poly R}) :
  all (fun q => size q <= d.+1)%N s -> (size (\prod_(q <- s) q)%R <= (d * size s).+1)%N.
Proof.
elim: s => [_|q s IH /= /andP[sq /IH sps]]; first by rewrite big_nil size_poly1.
rewrite big_cons; apply: leq_trans (size_mul_leq _ _) _; rewrite mulnS.
by move: (size q) (size (\prod_(p <- s) p)%R) sq sps => a b; lia.
Qed.

(** The numbers of balls for a bin of size m that leave enough for the others. *)
Lemma bin_filling (m r c e n : nat) :
    (r + 2 * c = m + n)%N -> (e <= n)%N -> odd e = odd n -> (odd m + e <= r)%N ->
  exists r1 c1, [/\ r1 + 2 * c1 = m, r1 <= r, c1 <= c & e <= r - r1]%N.
Proof.
move=> bal en pe er.
exists (maxn (odd m) (m - 2 * c)), (m - maxn (odd m) (m - 2 * c))./2.
by split; lia.
Qed.

Theorem pack_factors ks rs qs :
    all (fun q => size q <= 2)%N rs -> all (fun q => size q <= 3)%N qs ->
    all (leq 1) ks -> (size rs + 2 * size qs)%N = degree ks -> (n_even ks <= size rs)%N ->
  representable ks (\prod_(q <- rs) q * \prod_(q <- qs) q).
Proof.
elim: ks rs qs => [|k ks IH] rs qs ars aqs.
  rewrite /degree /= => _ bal _; apply/representable_nil.
  by case: rs qs bal {ars aqs} => [|? ?] [|? ?] //= _; rewrite !big_nil mulr1.
move=> /= /andP[k1 ks1]; rewrite /degree /n_even /= -/(degree ks) -/(n_even ks) => bal er.
have en : (n_even ks <= degree ks)%N.
  elim: ks ks1 {IH bal er} => //= k' ks IH /andP[k'1 /IH].
  by rewrite /n_even /degree /=; case: k' k'1 => //= -[|k'] //=; lia.
have ek : odd k.-1 = ~~ odd k by case: k k1 {bal er} => //= k; rewrite negbK.
rewrite -ek in er.
have [r1 [c1 [b1 r1r c1c e1]]] := bin_filling bal en (odd_n_even ks1) er.
apply/representable_cons.
exists (\prod_(q <- take r1 rs) q * \prod_(q <- take c1 qs) q).
exists (\prod_(q <- drop r1 rs) q * \prod_(q <- drop c1 qs) q).
have [/allP ars' /allP aqs'] := (ars, aqs).
have at1 : all (fun q => size q <= 2)%N (take r1 rs) by apply/allP => q /mem_take /ars'.
have at2 : all (fun q => size q <= 3)%N (take c1 qs) by apply/allP => q /mem_take /aqs'.
split; last 1 first.
- by rewrite mulrACA -!big_cat !cat_take_drop.
- apply: leq_trans (size_mul_leq _ _) _.
  have := size_prod_bounded at1; have := size_prod_bounded at2.
  rewrite !size_takel //; move: (size (\prod_(p <- take r1 rs) p)%R) (size (\prod_(p <- take c1 qs) p)%R).
  by move=> a b; lia.
- apply: IH; rewrite ?size_drop //; last by move: bal b1 r1r c1c; lia.
    by apply/allP => q /mem_drop /ars'.
  by apply/allP => q /mem_drop /aqs'.
Qed.

End Packing.
