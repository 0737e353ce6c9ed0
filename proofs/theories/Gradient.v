(** The gradient of the square loss in the filters, and Euler's identity.

    The end-to-end filter is linear in each filter. The square loss of a network is
    l(W) = (W - U) Q (W - U)^T at its end-to-end filter W. Its gradient in the filter w_i has
    < w_i, grad_i > = < W, grad l(W) >, which is the same for all layers. *)

From mathcomp Require Import all_ssreflect all_algebra.
From LCN Require Import ConvMatrix Levels Network.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Gradient.

Variable R : idomainType.
Variable N : nat.
Implicit Types (net n m : seq (layer R)) (s : nat).

(** The end-to-end filter with N coefficients; N = 1 + the degree loses none. *)
Definition filter_of net : 'rV[R]_N := poly_rV (network_form net).

Lemma layer_forms_cat S n1 n2 :
  layer_forms S (n1 ++ n2) = layer_forms S n1 ++ layer_forms (S * total_stride (architecture n1)) n2.
Proof. by elim: n1 S => [|l n1 IH] S /=; rewrite ?muln1 // IH mulnA. Qed.

Lemma network_form_linear n1 n2 s k : exists (A : {poly R}) S,
  forall h : 'rV[R]_k, network_form (n1 ++ Layer s h :: n2) = A * (rVpoly h \Po 'X^S).
Proof.
pose S := (1 * total_stride (architecture n1))%N.
exists (\prod_(p <- layer_forms 1 n1) p * \prod_(p <- layer_forms (S * s) n2) p), S => h.
by rewrite /network_form layer_forms_cat big_cat big_cons /= mulrCA mulrC.
Qed.

Lemma filter_of_is_linear n1 n2 s k :
  linear (fun h : 'rV[R]_k => filter_of (n1 ++ Layer s h :: n2)).
Proof.
move=> c h h'; have [A [S e]] := network_form_linear n1 n2 s k.
rewrite /filter_of !e linearP comp_polyD comp_polyZ mulrDr -scalerAr.
exact: linearP.
Qed.

(** The matrix of the differential of the end-to-end filter in one filter. *)
Definition partial_mx n1 n2 s k : 'M[R]_(k, N) :=
  lin1_mx (Linear (@filter_of_is_linear n1 n2 s k)).

Lemma mul_partial_mx n1 n2 s k (h : 'rV[R]_k) :
  h *m partial_mx n1 n2 s k = filter_of (n1 ++ Layer s h :: n2).
Proof. by rewrite mul_rV_lin1. Qed.

(** The gradient in the filter of one layer of a loss with gradient [g] at the end-to-end filter (chain rule). *)
Definition filter_gradient n1 n2 s k (g : 'rV[R]_N) : 'rV[R]_k := g *m (partial_mx n1 n2 s k)^T.

Definition inner k (v w : 'rV[R]_k) : R := (v *m w^T) 0 0.

(** Euler's identity, for every loss: the inner product of a filter and its gradient is that of the end-to-end
    filter and its gradient. *)
Theorem euler_identity n1 n2 s k (w : 'rV[R]_k) (g : 'rV[R]_N) :
  inner w (filter_gradient n1 n2 s k g) = inner (filter_of (n1 ++ Layer s w :: n2)) g.
Proof. by rewrite /inner /filter_gradient trmx_mul trmxK mulmxA mul_partial_mx. Qed.

(** So it is the same for any two layers of a network. *)
Corollary inner_gradient_eq n1 n2 s k (w : 'rV[R]_k) m1 m2 t j (v : 'rV[R]_j) (g : 'rV[R]_N) :
    n1 ++ Layer s w :: n2 = m1 ++ Layer t v :: m2 ->
  inner w (filter_gradient n1 n2 s k g) = inner v (filter_gradient m1 m2 t j g).
Proof. by move=> e; rewrite !euler_identity e. Qed.

Variables (Q : 'M[R]_N) (u : 'rV[R]_N).

Definition square_loss (w : 'rV[R]_N) : R := inner ((w - u) *m Q) (w - u).

Definition square_gradient (w : 'rV[R]_N) : 'rV[R]_N := (w - u) *m (Q + Q^T).

(** The expansion of the square loss along a line in the space of one filter: a polynomial identity in t, whose
    linear coefficient is the inner product with the gradient. *)
Theorem square_loss_expansion n1 n2 s k (w h : 'rV[R]_k) (t : R) :
  let W := filter_of (n1 ++ Layer s w :: n2) in
  let V := filter_of (n1 ++ Layer s h :: n2) in
  square_loss (filter_of (n1 ++ Layer s (w + t *: h) :: n2)) =
    square_loss W + t * inner h (filter_gradient n1 n2 s k (square_gradient W)) + t ^+ 2 * inner (V *m Q) V.
Proof.
move=> W V; rewrite euler_identity -/V.
have -> : filter_of (n1 ++ Layer s (w + t *: h) :: n2) = W + t *: V.
  by rewrite /W /V -!mul_partial_mx mulmxDl scalemxAl.
have innerC (a b : 'rV[R]_N) : inner a b = inner b a.
  by rewrite /inner -[a *m _]trmxK trmx_mul trmxK mxE.
have innerQ (a b : 'rV[R]_N) : inner (a *m Q) b = inner (b *m Q^T) a.
  by rewrite innerC /inner trmx_mul mulmxA.
have innerDl (a b c : 'rV[R]_N) : inner (a + b) c = inner a c + inner b c.
  by rewrite /inner mulmxDl mxE.
have innerDr (a b c : 'rV[R]_N) : inner c (a + b) = inner c a + inner c b.
  by rewrite innerC innerDl !(innerC c).
have innerZl x (a b : 'rV[R]_N) : inner (x *: a) b = x * inner a b.
  by rewrite /inner -scalemxAl mxE.
have innerZr x (a b : 'rV[R]_N) : inner b (x *: a) = x * inner b a.
  by rewrite innerC innerZl innerC.
rewrite /square_loss /square_gradient addrAC; move: (W - u) => D.
rewrite mulmxDl -scalemxAl innerDl !innerDr !innerZl !innerZr.
rewrite [inner V _]innerC mulmxDr innerDl (innerQ V) mulrDr.
by rewrite mulrA -expr2 !addrA.
Qed.

End Gradient.
